"""Documents for every rule of the checks: a sound one, and the same one with a slip that breaks the rule."""
