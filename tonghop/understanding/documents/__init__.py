"""Several documents and copies of one submission, the forms among them, made ready and brought together."""
