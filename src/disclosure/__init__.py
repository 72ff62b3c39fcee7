"""The engine of Gongkai: government information disclosure (政府信息公开) as pure functions over records, figures and reports.

No web framework, no network, and no function that asks what day it is: the day is always an argument.
"""
