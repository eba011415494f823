/** `json.JSONEncoder`, from which classes derive that say what stands for their objects, as Python. */
export const JSON_ENCODER = `
import json


class JSONEncoder:
    def default(self, o):
        raise TypeError(f"Object of type {type(o).__name__} is not JSON serializable")

    def encode(self, o):
        return json.dumps(o, default=self.default)
`;
