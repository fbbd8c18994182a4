"""When, where and with whom: days, spans of time, countries and partners."""
