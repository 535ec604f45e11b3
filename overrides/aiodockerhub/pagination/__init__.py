"""Lists: pagers, walks over their pages, and many calls at the same time."""
