"""The rules, one a file: the folder is the family, the file is the name, together they are the id."""
