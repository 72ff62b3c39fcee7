"""Many reports as one data set (数据集): read in parallel into Parquet, asked by SQL, taken out as tables.

What it needs besides the engine (pyarrow, DuckDB, openpyxl, and for many machines distributed) is loaded when it is used.
"""
