"""The doors on the web: requests come in here, and answers go out. What they say is asked of the apps."""
