"""Conversations (对话): what a question, or a part of one, leaves to those asked before it.

A short question is completed (`continued`), words that point back are given their names (`pointing`, `winner`),
figures asked for one by one are taken together (`together`, `one_by_one`, `between`) or set against one another
(`against`, `equal`, `stages`), the same is asked of something else (`elsewhere`, `of_one`), a later share has its whole
(`wholes`), and the rest is inherited (`dialogue`): `standing` decides what a question asks for by itself, and `place`
where it looks. `clauses` cuts one question into its parts, `covered` sees which of them an answer tells, and
`heard` which words of a question its answer does not take up.
"""
