"""Tables over several pages, and several on one (续表、跨页与并排的表): put together, parted, read otherwise."""
