"""Files of strangers, read in a process of their own (``portal.publishing.apart``): no Django here, nothing but the engine."""
