"""The portal of Gongkai: the office, the public site and the supervisor's board, on the engine (``disclosure``)."""
