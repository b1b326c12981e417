"""From a plan to a drafted, cited answer (作答)."""
