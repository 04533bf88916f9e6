"""From the hall's answers to tables, sentences and workbooks: what command line and web pages show alike."""
