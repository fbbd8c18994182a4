"""The console script `tonghop`. Commands import what they need when they run, so that `tonghop check` stays fast."""
