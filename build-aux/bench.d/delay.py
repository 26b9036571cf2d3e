#!/usr/bin/python3
# Copyright the Omnidesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands between a client and a server and makes the way longer: delay.py PORT MILLISECONDS

Prints the URL to use instead. What comes is passed on half of the time later, in both directions.
"""
import asyncio
import sys


async def carry(reader, writer, seconds):
    loop = asyncio.get_running_loop()
    queue = asyncio.Queue()

    async def deliver():
        while True:
            due, data = await queue.get()
            await asyncio.sleep(max(0, due - loop.time()))
            if not data:
                break
            writer.write(data)
            await writer.drain()
        writer.close()

    task = asyncio.create_task(deliver())
    try:
        while data := await reader.read(1 << 18):
            queue.put_nowait((loop.time() + seconds, data))
    except ConnectionError:
        pass
    queue.put_nowait((loop.time() + seconds, b""))
    try:
        await task
    except ConnectionError:
        pass


async def main():
    port, seconds = int(sys.argv[1]), int(sys.argv[2]) / 2000

    async def connect(reader, writer):
        # The limit is what asyncio buffers; small ones would add waiting of their own.
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 20)
        await asyncio.gather(carry(reader, far_writer, seconds),
                             carry(far_reader, writer, seconds))

    server = await asyncio.start_server(connect, "127.0.0.1", 0, limit=1 << 20)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    await server.serve_forever()


try:
    asyncio.run(main())
except KeyboardInterrupt:
    pass
