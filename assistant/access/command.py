"""`yusuan users`: who may use the page."""

from __future__ import annotations

import getpass
import sys
from typing import Annotated

import typer

from assistant.access.users import MAX_PASSWORD, Users
from assistant.console import Home, Json, print_json, read_settings, refuse_arguments, reporting

users = typer.Typer(
    help="网页的用户：添加、列出、删除、改密码。没有用户时不需要登录；添加第一个用户后，重新启动网页即要求登录。",
    no_args_is_help=True,
)
Name = Annotated[str, typer.Argument(metavar="NAME", help="用户名。")]


@users.command(help="添加用户；密码从键盘输入，不显示，也可从标准输入给出。")
def add(name: Name, home: Home = None) -> None:
    """Add a user."""
    settings = read_settings(home)
    with reporting(as_json=False):
        store = Users(settings.home_directory)
        first = not store.all()
        store.add(name, _new_password())
    typer.echo(f"已添加用户“{name}”。" + ("网页若已在运行，重新启动后开始要求登录。" if first else ""))


@users.command(name="list", help="列出用户名。")
def list_users(home: Home = None, *, as_json: Json = False) -> None:
    """List the names of the users."""
    settings = read_settings(home)
    with reporting(as_json=as_json):
        names = sorted(Users(settings.home_directory).all())
    if as_json:
        print_json(names)
    else:
        for name in names:
            typer.echo(name)


@users.command(help="删除用户；他已登录的会话随即失效，他的文件留在索引里。")
def remove(name: Name, home: Home = None) -> None:
    """Remove a user."""
    settings = read_settings(home)
    with reporting(as_json=False):
        store = Users(settings.home_directory)
        store.remove(name)
        left = len(store.all())
    typer.echo(
        f"已删除用户“{name}”。" + ("" if left else "已没有用户：正在运行的网页不再让人登录，重新启动后不要求登录。")
    )


@users.command(help="改密码；用旧密码登录的会话随即失效。")
def passwd(name: Name, home: Home = None) -> None:
    """Change a user's password."""
    settings = read_settings(home)
    with reporting(as_json=False):
        Users(settings.home_directory).change_password(name, _new_password())
    typer.echo(f"已更改用户“{name}”的密码。")


def _new_password() -> str:
    """Ask for a password twice, or read a line of standard input; it is never an argument, which others could see."""
    if not sys.stdin.isatty():
        return sys.stdin.readline(MAX_PASSWORD + 2).rstrip("\r\n")
    password = getpass.getpass("密码：")
    if getpass.getpass("再输一次：") != password:
        refuse_arguments("两次输入的密码不一样。")
    return password
