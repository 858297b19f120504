"""What comes in and goes out as files and JSON: strict, located, all or nothing."""
