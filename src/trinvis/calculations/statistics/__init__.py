"""Small shared statistics that know nothing of children, grants or money; each is tested against an independent oracle.

``life_table`` how long something lasts; ``chain_ladder`` what is still to be reported; ``open_markov`` a population that
enters, moves and leaves; ``scores`` how good a forecast was; ``hit_rate`` how well typed probabilities hold;
``rates`` exact intervals of few cases; ``ranks`` places with intervals; ``funnel`` what chance alone may do;
``averages`` weighted and unweighted means and quartiles; ``regression`` least squares with robust errors and influence.
"""
