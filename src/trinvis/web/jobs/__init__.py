"""Work that takes time: one after another in the background, with progress; can be cancelled, survives a restart."""
