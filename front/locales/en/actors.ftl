# Profiles: what went wrong.
error-actors-username = A username is made of small letters from a to z, digits and _.
error-actors-username-reserved = This name is kept for the server itself. Please choose another.
error-actors-username-taken = This name is taken. Please choose another.
error-actors-picture-shared = Another of your profiles shows this picture, which would tell that they belong together. Please send it again as a new file.
