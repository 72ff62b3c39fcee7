"""The law in the portal: notices on days off and local holidays, readings of doubtful points, the public page of the law."""
