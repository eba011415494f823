from contextlib import ExitStack
with ExitStack() as st:
    st.callback(print, "x")
    other = st.pop_all()
