"""Documents for a committee: one content, written as an accessible PDF or as a docx that the municipality can restyle."""
