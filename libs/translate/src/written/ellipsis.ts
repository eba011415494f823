/** What `...` is as a value, as Python. */
export const ELLIPSIS = `
class ellipsis:
    def __repr__(self):
        return "Ellipsis"

    def __copy__(self):
        return self


Ellipsis = ellipsis()
`;
