"""From words to names of the documents (词语链接): as they are, by likeness, by parts, by paraphrase."""
