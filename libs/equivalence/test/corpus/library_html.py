import html
from html import escape, unescape
print(html.escape("<a href='x'>\"&\"</a>"), escape("<\"'>", quote=False))
print(unescape("&lt;p&gt; &amp;amp; &#65;&#x41; &copy; &eacute;&nbsp;| &notit &foo &#; &"), html.unescape("plain"))
