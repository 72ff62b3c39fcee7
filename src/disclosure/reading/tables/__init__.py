"""The one alignment: grids → rows and columns of the form, whatever kind of file they came from."""
