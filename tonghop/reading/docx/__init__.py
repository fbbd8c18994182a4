"""The .docx reader: zip and lxml, close to the XML, since every library loses text that Word shows (engineering.md)."""
