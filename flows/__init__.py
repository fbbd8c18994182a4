"""The order of the steps, one file per thing that a schedule or a person starts; one screen each."""
