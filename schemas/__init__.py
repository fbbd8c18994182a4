"""The words of tonghop: frozen models that every room exchanges.

Add here a type that two rooms must agree on. Keep out behaviour, input/output and anything that imports our own code.
"""
