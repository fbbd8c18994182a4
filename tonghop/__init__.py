"""The work itself, room by room; never imports Prefect. Start reading at steps."""
