"""Who reports, and on which period: the fixed frame of an official report and what else speaks for both."""
