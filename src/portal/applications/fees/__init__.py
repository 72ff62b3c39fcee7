"""Processing fees of applications (信息处理费): decided, noticed, paid, given back; unpaid, the application lapses by itself."""
