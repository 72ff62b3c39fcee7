"""Pages as they are printed → paragraphs and grids: characters with their boxes, drawn lines, nothing else.

What made the page does not matter: a PDF's text layer and words recognised in a picture arrive here in the same shape.
"""
