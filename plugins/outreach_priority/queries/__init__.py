"""The SQL of priorities: assessments and what is judged, sheets and what they say."""
