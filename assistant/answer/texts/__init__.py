"""What the texts say (文字内容): meanings, reasons, purposes, bodies; always quoted, with the place."""
