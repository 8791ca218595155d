/** A refusal as Chatwork's API words it: a status and `{"errors":[…]}`. */
export class ApiError extends Error {
  readonly status: number;
  readonly errors: readonly string[];

  constructor(status: number, ...errors: string[]) {
    super(errors.join('; '));
    this.name = 'ApiError';
    this.status = status;
    this.errors = errors;
  }
}

/** No or a wrong token. */
export const invalidToken = (): ApiError => new ApiError(401, 'Invalid API Token');
/** Any path or method that the API does not have. */
export const noEndpoint = (): ApiError => new ApiError(404, 'Invalid Endpoint or HTTP method');
/** 300 requests in 5 minutes per token. */
export const tooMany = (): ApiError => new ApiError(429, 'Rate limit exceeded');
/** 10 posts in 10 seconds in one room, in the words of the official documents; the headers stay the token's. */
export const tooManyPosts = (): ApiError =>
  new ApiError(429, 'Rate limit for message posting per room exceeded.');
/** Rooms that one is not in look the same as rooms that are not there. */
export const noRoom = (): ApiError => new ApiError(404, 'The room is not found');
/** What only a room's admins may do. */
export const notAdmin = (): ApiError =>
  new ApiError(403, "You don't have permission to do this in this room");
