"""Whether anything changed since a command ran: what it said then is said again, before anything large is imported."""
