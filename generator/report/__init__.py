"""Shows findings and results to people. Only this room and the command line print."""
