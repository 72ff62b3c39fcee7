"""A report against its agency’s report of the year before."""
