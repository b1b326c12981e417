"""The page (网页): the only place that knows Gradio."""
