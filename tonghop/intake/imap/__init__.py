"""A mailbox on a mail server as a source: accounts from the settings, the connection, what is fetched and acknowledged.

Keeps out the parsing of mail (reading room), who sent it (trust) and what becomes of it (steps).
"""
