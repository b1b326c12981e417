"""What changed or differs (增减、相差、完成率): between years, stages, organizations or items."""
