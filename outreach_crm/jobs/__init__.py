"""Long work: a job is a row that a thread beside the pages takes up, and a page shows how far it is."""
