"""A whole data set held against itself: each report beside that of the year before and those of others (跨年、跨机关核对).

The same rules as for a folder (``checks/neighbours.py``) with the same findings, but nothing larger than a part of the data set
is ever held in memory: who belongs beside whom is asked of DuckDB, which spills to disk. In four steps:

1. each part gives for each report who it is, a mark of its table, and its own sentences (``gathering.py``);
2. known templates taken out, each text gets its MinHash marks; those with one in common are compared exactly (``texts.py``);
3. DuckDB says which report is whose of the year before, which tables are the same, which towns there are (``pairing.py``);
4. each part is read again with what belongs beside it, and the rules say what they find (``finding.py``).

``compare.py`` leads through them; what a step made is kept, so that one that is interrupted goes on where it was.
"""
