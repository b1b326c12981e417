"""What small words mean (用语): cue words, bounds, fractions, everyday and short names; they know of no document."""
