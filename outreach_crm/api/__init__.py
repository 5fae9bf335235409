"""What other programs ask for and write, with a token of somebody's account: JSON below ``/api/v1``."""
