"""The console script `tonghop`. Commands import what they need when they run, so that `tonghop check` stays fast."""

import atexit
import gc
import os

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # no foreign code looks at what is read, nor is looked for
gc.set_threshold(100_000, 20, 20)  # loading makes many objects and no garbage: looking for it costs a tenth
atexit.register(gc.freeze)  # a process that ends need not look through all that it holds: a tenth of a second
