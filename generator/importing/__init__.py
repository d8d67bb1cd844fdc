"""`import`: Word and Excel files of an office become content, read by what its template pack declares."""
