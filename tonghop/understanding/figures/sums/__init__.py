"""What contains what: a whole and its parts, figures that stand side by side and are added."""
