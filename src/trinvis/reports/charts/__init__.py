"""Pictures: a Vega-Lite specification per picture, drawn once as SVG for page, pdf and docx alike."""
