"""Personal data encrypted at rest (个人信息加密存储): sealed fields, their keys, and marks to compare by."""
