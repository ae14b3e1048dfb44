"""What the portal's templates write by rule."""
