"""A language model beside the rules (语言模型): it proposes readings and words, never a figure."""
